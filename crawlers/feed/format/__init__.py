"""What the files of a feed are, for those that write them and those that read them."""
