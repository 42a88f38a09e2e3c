"""`python -m weibao.cli`, for machines where the script folder is not on the path."""

from weibao.cli import main

main()
