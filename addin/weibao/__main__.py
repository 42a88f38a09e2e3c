"""`python -m weibao`."""

from weibao.cli import main

if __name__ == "__main__":  # the processes that draw beside this one import it, too
    main()
