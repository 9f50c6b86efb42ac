"""The bench's board as jobwire plugins; its peers are in bench/peers."""
