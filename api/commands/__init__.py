"""The commands of ``druglaw``, one module each: ``add`` describes the command to the parser and says what runs it."""
