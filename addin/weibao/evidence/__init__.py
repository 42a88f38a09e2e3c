"""Reading evidence files, none of them trusted: in a process that can be killed, and only facts come back, no text."""
