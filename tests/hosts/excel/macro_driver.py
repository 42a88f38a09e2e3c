"""The driver of the end-to-end tests that also types formulas."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "e2e"))

import uno_driver


class MacroDriver(uno_driver.Driver):
    """Formulas in Calc's own words, with semicolons."""

    def enter(self, doc, sheet, address, formula, array=False):
        area = self._sheet(doc, sheet).getCellRangeByName(address)
        if array:
            area.setArrayFormula(formula)
        else:
            area.setFormula(formula)


if __name__ == "__main__":
    uno_driver.Driver = MacroDriver
    uno_driver.main()
