"""The spreadsheet functions: Python callables for the array blocks, and the native formula of every computed cell.

Both languages give the same answer for the same cells: what may stand in a cell is read in `cells`, what follows from
it in `states` (Python) and `native` (Excel, WPS and LibreOffice formulas), and both take their words from `hints`.
"""
