challenge { machine = "instruqt", cluster = "none" }
