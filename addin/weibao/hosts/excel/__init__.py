"""Excel: the VBA project and its container, built from text on any system; functions, buttons, installation."""
