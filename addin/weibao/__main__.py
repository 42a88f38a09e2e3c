"""`python -m weibao`."""

from weibao.cli import main

main()
