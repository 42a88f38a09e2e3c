"""Our own three functions give what those of the standard library give."""

from __future__ import annotations

import subprocess
import sys
from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from weibao import markup

TEXTS = st.lists(st.sampled_from(["&", "<", ">", '"', "'", "\n", "\r", "\t", "县", "&lt;", "&amp;", "&quot;"])).map(
    "".join
)


@given(TEXTS)
def test_they_are_those_of_the_standard_library(text: str) -> None:
    assert markup.escape(text) == saxutils.escape(text)
    assert markup.quoteattr(text) == saxutils.quoteattr(text)
    more = {"&quot;": '"', "&apos;": "'"}
    assert markup.unescape(text) == saxutils.unescape(text)
    assert markup.unescape(text, more) == saxutils.unescape(text, more)


def test_whoever_reads_and_writes_a_campaign_loads_no_web_client_and_nothing_that_reads_evidence() -> None:
    asked = (
        "import sys, weibao.documents.render, weibao.campaign.pipeline, weibao.campaign.evidence_check;"
        "print({'urllib.request', 'ssl', 'PIL', 'pypdfium2'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
