"""What a posting asks for, a module for each: languages, experience, education, certificates,
clearance, nationality."""
