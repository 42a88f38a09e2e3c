"""Drives a running LibreOffice over UNO; speaks JSON lines on standard input and output.

Runs under whichever Python has `uno` (Debian: /usr/bin/python3), so it uses only the standard library.
A request is {"op": name, …}; the answer is {"ok": result} or {"error": text}. Values: numbers, text, null for a blank
cell, {"date": "2023-09-30"} for a date and {"error": code} for an error value.
"""

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

EPOCH = date(1899, 12, 30)
DATE, LOGICAL = 2, 1024
ERRORS = {32767: "#N/A", 532: "#DIV/0!", 525: "#NAME?", 524: "#REF!", 519: "#VALUE!", 503: "#NUM!"}
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template", ".xls": "MS Excel 97", ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8", ".ots": "calc8_template", ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)", ".dif": "DIF", ".slk": "SYLK", ".html": "HTML (StarCalc)",
    ".pdf": "calc_pdf_Export",
}  # fmt: skip


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Driver:
    """One connection to one office; documents are numbered from 1."""

    def __init__(self, port):
        self.desktop = self._connect(port)
        self.documents = {}
        self.count = 0

    @staticmethod
    def _connect(port):
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
        url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
        for _attempt in range(3000):
            try:
                remote = resolver.resolve(url)
                return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
            except Exception:  # not listening yet
                time.sleep(0.1)
        raise RuntimeError(f"LibreOffice does not answer on port {port}")

    def _sheet(self, doc, sheet):
        sheets = self.documents[doc].Sheets
        if not sheets.hasByName(sheet):
            raise KeyError(f"no sheet {sheet!r}, there are {', '.join(sheets.ElementNames)}")
        return sheets.getByName(sheet)

    # --- documents ---

    def open(self, path, macros=False):
        """With `macros` the document's own code may run, unasked."""
        options = properties(Hidden=True, MacroExecutionMode=4 if macros else 0)
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options)
        if document is None:
            raise OSError(f"cannot open {path}")
        self.count += 1
        self.documents[self.count] = document
        return self.count

    def save_as(self, doc, path):
        options = properties(FilterName=FILTERS[Path(path).suffix], Overwrite=True)
        self.documents[doc].storeToURL(Path(path).as_uri(), options)

    def close(self, doc):
        self.documents.pop(doc).close(True)

    def terminate(self):
        for doc in list(self.documents):
            self.close(doc)
        try:
            self.desktop.terminate()
        except Exception:  # the bridge breaks while the office goes away
            return False
        return True

    def run(self, doc, macro, arguments=()):
        """Run a Basic procedure of the document, such as "Module1.Go", and give back what it returns."""
        uri = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        script = self.documents[doc].getScriptProvider().getScript(uri)
        return script.invoke(tuple(arguments), (), ())[0]

    # --- cells ---

    def type(self, doc, sheet, cells):
        """Type into cells as a person would: locked cells of a protected sheet refuse."""
        target = self._sheet(doc, sheet)
        for address, value in cells.items():
            cell = target.getCellRangeByName(address)
            if target.isProtected() and cell.CellProtection.IsLocked:
                raise PermissionError(f"{sheet}!{address} is locked")
            self._put(doc, cell, value)

    def _put(self, doc, cell, value):
        if value is None:
            cell.setFormula("")
        elif isinstance(value, dict):
            cell.setValue(float((date.fromisoformat(value["date"]) - EPOCH).days))
            formats = self.documents[doc].NumberFormats
            if not formats.getByKey(cell.NumberFormat).Type & DATE:
                locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
                key = formats.queryKey("YYYY-MM-DD", locale, False)
                cell.NumberFormat = key if key >= 0 else formats.addNew("YYYY-MM-DD", locale)
        elif isinstance(value, str):
            cell.setString(value)
        else:
            cell.setValue(float(value))

    def cut(self, doc, sheet, source, target):
        """Cut a range and paste it with its upper left corner at `target`."""
        area = self._sheet(doc, sheet).getCellRangeByName(source).RangeAddress
        corner = self._sheet(doc, sheet).getCellRangeByName(target).RangeAddress
        place = uno.createUnoStruct("com.sun.star.table.CellAddress")
        place.Sheet, place.Column, place.Row = corner.Sheet, corner.StartColumn, corner.StartRow
        self._sheet(doc, sheet).moveRange(place, area)

    def insert(self, doc, sheet, what, first, count):
        """Insert rows or columns before the one that is number `first` (from 1)."""
        getattr(self._sheet(doc, sheet), what).insertByIndex(first - 1, count)

    def sort(self, doc, sheet, address, column):
        """Sort a range without headings by one of its columns (from 0), falling."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        uno.invoke(
            self._sheet(doc, sheet).getCellRangeByName(address), "sort",
            (properties(SortFields=fields, ContainsHeader=False),),
        )  # fmt: skip

    def read(self, doc, sheet, address):
        """The values of a range, row by row."""
        area = self._sheet(doc, sheet).getCellRangeByName(address)
        formats = self.documents[doc].NumberFormats
        values = []
        for r, row in enumerate(area.getDataArray()):
            values.append([self._value(area, formats, r, c, value) for c, value in enumerate(row)])
        return values

    @staticmethod
    def _value(area, formats, row, column, value):
        if value == "":
            return None
        if isinstance(value, str):
            return value
        cell = area.getCellByPosition(column, row)
        if value is None:
            return {"error": ERRORS.get(cell.getError(), cell.getError())}
        kind = formats.getByKey(cell.NumberFormat).Type
        if kind & DATE:
            return {"date": (EPOCH + timedelta(days=int(value))).isoformat()}
        return bool(value) if kind & LOGICAL else value

    def read_raw(self, doc, sheet, address):
        """The same in one call, without looking at formats: dates are serial numbers, errors have no code."""
        rows = self._sheet(doc, sheet).getCellRangeByName(address).getDataArray()
        return [[{"error": ""} if value is None else None if value == "" else value for value in row] for row in rows]

    def formulas(self, doc, sheet, address):
        return [list(row) for row in self._sheet(doc, sheet).getCellRangeByName(address).getFormulaArray()]

    def sheets(self, doc):
        return list(self.documents[doc].Sheets.ElementNames)

    def name(self, doc, name):
        """The absolute address that a defined name stands for."""
        names = self.documents[doc].NamedRanges
        return names.getByName(name).Content if names.hasByName(name) else None

    def calculate(self, doc):
        """Recalculate everything, as Ctrl+Shift+F9 does."""
        self.documents[doc].calculateAll()

    def validation(self, doc, sheet, address):
        """Type and formulas of a cell's data validation."""
        rule = self._sheet(doc, sheet).getCellRangeByName(address).Validation
        return {"type": rule.Type.value, "formula1": rule.getFormula1(), "formula2": rule.getFormula2()}


def send(answer):
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main():
    driver = Driver(int(sys.argv[1]))
    send({"ok": "ready"})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": getattr(driver, request.pop("op"))(**request)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        send(answer)


if __name__ == "__main__":
    main()
