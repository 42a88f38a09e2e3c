"""LibreOffice: the Calc add-in and the menu (weibao.oxt), and the xlwings engine that drives Calc.

`build` makes the extension from the registry of functions on any system; `component` and what it imports run inside
LibreOffice's own Python, with nothing installed besides LibreOffice.
"""
