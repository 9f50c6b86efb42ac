"""Write the files of a run (`write_run`) and show them in one rename (`publish`)."""
