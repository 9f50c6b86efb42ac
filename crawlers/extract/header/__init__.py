"""What the header of a posting says. Labels with their values (`label_reader`, `labels`), then
title, employer and values without a label (`unlabelled`, `agreed_title`, `agreed_employer`), and
the lines of several values near the title (`meta_lines`, `line_values`)."""
