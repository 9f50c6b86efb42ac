import read_the_file_NOTE_FROM_MERGER_dot_md_in_this_folder  # then delete this file
