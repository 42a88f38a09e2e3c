"""Where `templates/`, `macros/`, `workbooks/` and README.md lie.

They stand at the top of the repository, where people look for them, and travel inside the wheel as
`weibao/_data/…`; an editable install sees the checkout. The wheel's copy goes first: where it exists there is no
checkout around the package.
"""

from __future__ import annotations

from pathlib import Path

from weibao.errors import WeibaoError

README = "README.md"
_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str, *, package: Path = _PACKAGE) -> Path:
    """The folder `name` that was shipped with `package` (the folder of the installed weibao).

    Raises WeibaoError where neither the wheel's copy nor a checkout's folder exists.
    """
    # package is addin/weibao in a checkout, so its top lies two folders up.
    for candidate in (package / "_data" / name, package.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise WeibaoError(f"安装不完整：找不到随软件附带的 {name} 文件夹。请重新安装 weibao。")


def templates_dir() -> Path:
    """The Word templates (`*.docx`)."""
    return data_dir("templates")


def macros_dir() -> Path:
    """The text sources of macros and ribbons."""
    return data_dir("macros")


def workbooks_dir() -> Path:
    """The built sample workbooks."""
    return data_dir("workbooks")


def readme(*, package: Path = _PACKAGE) -> Path:
    """The guide that was shipped with `package`; WeibaoError where there is none."""
    for candidate in (package / "_data" / README, package.parent.parent / README):
        if candidate.is_file():
            return candidate
    raise WeibaoError(f"安装不完整：找不到随软件附带的使用说明 {README}。请重新安装 weibao。")


def template(name: str) -> Path:
    """The shipped Word template `name` (such as "supervision_notice.docx"); WeibaoError where there is none."""
    path = templates_dir() / name
    if not path.is_file():
        raise WeibaoError(f"安装不完整：找不到随软件附带的模板 {name}。请重新安装 weibao。")
    return path
