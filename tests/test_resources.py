"""The folders that travel with the package are found from a checkout and from an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibao import resources
from weibao.errors import WeibaoError

ROOT = Path(__file__).parent.parent


def test_a_checkout_and_an_editable_install_see_the_repository() -> None:
    assert resources.templates_dir() == ROOT / "templates"
    assert resources.macros_dir() == ROOT / "macros"
    assert resources.workbooks_dir() == ROOT / "workbooks"
    assert resources.template("supervision_notice.docx").is_file()
    assert resources.readme() == ROOT / "README.md"


def test_a_wheel_sees_its_own_copy(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "site-packages" / "weibao"
    (package / "_data" / "templates").mkdir(parents=True)
    (tmp_path / "lib" / "templates").mkdir()  # somebody else's
    assert resources.data_dir("templates", package=package) == package / "_data" / "templates"
    (package / "_data" / "README.md").touch()
    assert resources.readme(package=package) == package / "_data" / "README.md"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeibaoError, match="找不到随软件附带的 macros"):
        resources.data_dir("macros", package=tmp_path / "a" / "weibao")
    with pytest.raises(WeibaoError, match=r"找不到随软件附带的使用说明 README\.md"):
        resources.readme(package=tmp_path / "a" / "weibao")
    with pytest.raises(WeibaoError, match=r"无\.docx"):
        resources.template("无.docx")
