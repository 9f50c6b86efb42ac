"""What the classes of platforms share that give a board as records: the walk, its proof, the reader
of one record."""
