"""The driver of the end-to-end tests that also opens workbooks with their macros running, and runs one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "e2e"))

import uno_driver


class MacroDriver(uno_driver.Driver):
    """Basic of the document, by module and name."""

    def open(self, path):
        options = uno_driver.properties(Hidden=True, MacroExecutionMode=4)
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options)
        if document is None:
            raise OSError(f"cannot open {path}")
        self.count += 1
        self.documents[self.count] = document
        return self.count

    def run(self, doc, macro, arguments):
        uri = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        result, _, _ = self.documents[doc].getScriptProvider().getScript(uri).invoke(tuple(arguments), (), ())
        return result

    def enter(self, doc, sheet, address, formula, array=False):
        area = self._sheet(doc, sheet).getCellRangeByName(address)
        if array:
            area.setArrayFormula(formula)
        else:
            area.setFormula(formula)


if __name__ == "__main__":
    uno_driver.Driver = MacroDriver
    uno_driver.main()
