"""Which modules a program needs: everything that they import, followed through the sources."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from weibao.errors import WeibaoError

OWN = "weibao"


def closure(package: Path, roots: Iterable[str], allowed: Iterable[str] = ()) -> dict[str, Path]:
    """The modules of `package` (the folder of weibao) that the modules `roots` need, by name, sorted.

    Imports inside functions count, those for type checkers do not. Beyond weibao only the standard library and the
    top-level names in `allowed` may be imported: whatever else would be missing where the copy runs, so it raises
    WeibaoError, as does a root that does not exist.
    """
    fine, found, waiting = {*allowed, *sys.stdlib_module_names}, dict[str, Path](), list(roots)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        path = _file(package, name)
        if path is None:
            raise WeibaoError(f"打包失败：模块 {name} 不存在。")
        found[name] = path
        if parent := name.rpartition(".")[0]:
            waiting.append(parent)
        for wanted in imports(path):
            if wanted.partition(".")[0] == OWN:
                # `from a.b import c` may mean the module a.b.c or a name in a.b.
                waiting += [wanted] if _file(package, wanted) else [wanted.rpartition(".")[0]]
            elif wanted.partition(".")[0] not in fine:
                raise WeibaoError(f"打包失败：{name} 用到 {wanted}，LibreOffice 自带的 Python 里没有。")
    return dict(sorted(found.items()))


def imports(path: Path) -> Iterator[str]:
    """The absolute names that a source file imports; `from a import b` gives "a.b"."""
    yield from _imports(ast.parse(path.read_text(encoding="utf-8")))


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        children: Iterable[ast.AST] = node.orelse
    else:
        children = ast.iter_child_nodes(node)
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        yield from (str(value.value) for value in node.args[:1] if isinstance(value, ast.Constant))
    for child in children:
        yield from _imports(child)


def _file(package: Path, name: str) -> Path | None:
    base = package.parent.joinpath(*name.split("."))
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)
