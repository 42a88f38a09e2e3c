"""Runs the checks of `engine_checks.py` against a running LibreOffice; started by `test_engine.py`.

python engine_driver.py PORT TEMPLATE.xlsx FOLDER: every check gets a copy of the template of its own, opened hidden.
Prints {name of the check: "" or the traceback} as JSON. Runs under whichever Python has `uno`.
"""

import json
import shutil
import sys
import traceback
from pathlib import Path

import uno

# Calc's Python has none of these; neither must the checks.
ABSENT = ("numpy", "pandas", "polars", "matplotlib", "PIL")


def connect(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")


def main():
    port, template, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    sys.modules.update(dict.fromkeys(ABSENT))
    import engine_checks

    context = connect(port)
    outcomes = {}
    for check in engine_checks.CHECKS:
        own = folder / check.__name__
        own.mkdir()
        case = engine_checks.Case(context, Path(shutil.copy(template, own / "核定 台账.xlsx")))
        try:
            case.open()
            check(case)
            outcomes[check.__name__] = ""
        except Exception:
            outcomes[check.__name__] = traceback.format_exc()
        finally:
            case.close()
    sys.stdout.write(json.dumps(outcomes, ensure_ascii=False))


if __name__ == "__main__":
    main()
