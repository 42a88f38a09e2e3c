"""Pure computation: standard library only, no files, no clock, no Excel. Today's date is an argument."""
