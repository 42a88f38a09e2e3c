"""The driver for an office with our extension: opens documents as a person does, and asks what the add-in is for.

See uno_driver.py; this one runs under the same Python and speaks the same lines.
"""

import sys
import threading
import time
from pathlib import Path

import uno
import uno_driver
from uno_driver import FILTERS, Driver, properties

LOADED = "org.weibao.calc.Loaded"
NEVER, ALWAYS = 0, 4  # com.sun.star.document.MacroExecMode


class LiveDriver(Driver):
    """One connection to an office with the extension."""

    def __init__(self, port):
        super().__init__(port)
        self.context = (
            uno.getComponentContext()
            .ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", uno.getComponentContext())
            .resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        )

    def _new(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    # --- documents ---

    def open(self, path, hidden=False, template=False, macros=False):
        """Open in a window, so that OnLoad is fired; a hidden document gets no event."""
        options = properties(Hidden=hidden, AsTemplate=template, MacroExecutionMode=ALWAYS if macros else NEVER)
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options)
        if document is None:
            raise OSError(f"cannot open {path}")
        self.count += 1
        self.documents[self.count] = document
        return self.count

    def rebind(self, doc):
        """What the extension does after loading, for a document that got no event."""
        named = uno.createUnoStruct("com.sun.star.beans.NamedValue")
        named.Name, named.Value = "Model", self.documents[doc]
        environment = uno.createUnoStruct("com.sun.star.beans.NamedValue")
        environment.Name = "Environment"
        environment.Value = uno.Any("[]com.sun.star.beans.NamedValue", (named,))
        self._new(LOADED).execute((environment,))

    def store(self, doc):
        """Save, as Ctrl+S does."""
        self.documents[doc].store()

    def store_as(self, doc, path):
        """Save under another name, as 另存为 does: the document is then the one at `path`."""
        options = properties(FilterName=FILTERS[Path(path).suffix], Overwrite=True)
        self.documents[doc].storeAsURL(Path(path).as_uri(), options)

    def state(self, doc):
        """Whether the document counts as changed, and what could be undone."""
        document = self.documents[doc]
        return {"modified": document.isModified(), "undo": list(document.UndoManager.AllUndoActionTitles)}

    def dispatch(self, doc, url):
        """Do what a click on a menu entry does."""
        frame = self.documents[doc].CurrentController.Frame
        self._new("com.sun.star.frame.DispatchHelper").executeDispatch(frame, url, "", 0, ())

    def dispatch_and_close(self, doc, url, hold):
        """The same, and close the document without saving while the command that was started stands still.

        That one waits for as long as there is a file `hold` and tells by a file beside it that it has come so far.
        """
        closing = threading.Thread(target=self._close_held, args=(self.documents[doc], Path(hold)))
        closing.start()
        self.dispatch(doc, url)
        closing.join()

    @staticmethod
    def _close_held(document, hold):
        held = hold.with_name(f"{hold.name}.held")
        end = time.monotonic() + 600  # for a click that never starts the command
        try:
            while not held.exists() and time.monotonic() < end:
                time.sleep(0.05)
            document.close(True)
        finally:
            hold.unlink(missing_ok=True)

    # --- cells ---

    def formula(self, doc, sheet, address, text):
        """Type a formula in LibreOffice's own notation."""
        self._sheet(doc, sheet).getCellRangeByName(address).setFormula(text)

    def array(self, doc, sheet, address, text):
        """Type an array formula into a range, as Ctrl+Shift+Enter does."""
        self._sheet(doc, sheet).getCellRangeByName(address).setArrayFormula(text)

    def settle(self, doc):
        """Look at every sheet: that computes what is stale, and nothing else."""
        for sheet in self.documents[doc].Sheets:
            used = sheet.createCursor()
            used.gotoStartOfUsedArea(False)
            used.gotoEndOfUsedArea(True)
            used.getDataArray()

    def undo(self, doc):
        self.documents[doc].UndoManager.undo()

    def protect(self, doc, sheet, on):
        table = self._sheet(doc, sheet)
        table.protect("") if on else table.unprotect("")

    # --- what the office knows ---

    def knows_type(self, name):
        """Whether the type manager finds a UNO type."""
        manager = self.context.getValueByName("/singletons/com.sun.star.reflection.theTypeDescriptionManager")
        return manager.hasByHierarchicalName(name)

    def functions(self, prefix):
        """Name, description and arguments of the functions of the wizard whose name starts with `prefix`."""
        listed = self._new("com.sun.star.sheet.FunctionDescriptions")
        found = {}
        for number in range(listed.getCount()):
            entry = {pair.Name: pair.Value for pair in listed.getByIndex(number)}
            if entry["Name"].startswith(prefix):
                arguments = [[one.Name, one.Description, one.IsOptional] for one in entry["Arguments"]]
                found[entry["Name"]] = [entry["Description"], arguments]
        return found


def main():
    uno_driver.Driver = LiveDriver
    uno_driver.main()


if __name__ == "__main__":
    sys.exit(main())
