"""Runs the checks of `engine_checks` on a running LibreOffice; started by `test_engine.py`.

python engine_driver.py PORT TEMPLATE.xlsx FOLDER [SCRIPT]: over the socket, or inside the office's own process when the
name of a script of its profile is given, whose `run(template, folder)` calls `outcomes` here.
Every check gets a copy of the template of its own, opened hidden. Prints {name of the check: "" or the traceback} as
JSON. Runs under whichever Python has `uno`.
"""

import json
import shutil
import sys
import traceback
from pathlib import Path

import uno

# Calc's Python has none of these; neither must the checks.
ABSENT = ("numpy", "pandas", "polars", "matplotlib", "PIL")

PROVIDER = "com.sun.star.script.provider.ScriptProviderForPython"


def connect(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")


def outcomes(context, template, folder):
    """Run every check; the answer as JSON."""
    sys.modules.update(dict.fromkeys(ABSENT))
    import engine_checks

    texts = {}
    for check in engine_checks.CHECKS:
        own = Path(folder) / check.__name__
        own.mkdir(parents=True)
        case = engine_checks.Case(context, Path(shutil.copy(template, own / "核定 台账.xlsx")))
        try:
            case.open()
            check(case)
            texts[check.__name__] = ""
        except Exception:
            texts[check.__name__] = traceback.format_exc()
        finally:
            case.close()
    return json.dumps(texts, ensure_ascii=False)


def inside(context, script, template, folder):
    """The same in the office's own process; ends the program with 3 if that runs no Python scripts."""
    if PROVIDER not in context.ServiceManager.getAvailableServiceNames():
        sys.exit(3)
    factory = context.getValueByName("/singletons/com.sun.star.script.provider.theMasterScriptProviderFactory")
    url = f"vnd.sun.star.script:{script}$run?language=Python&location=user"
    return factory.createScriptProvider("").getScript(url).invoke((template, folder), (), ())[0]


def main():
    context = connect(sys.argv[1])
    template, folder, *script = sys.argv[2:]
    sys.stdout.write(inside(context, script[0], template, folder) if script else outcomes(context, template, folder))


if __name__ == "__main__":
    main()
