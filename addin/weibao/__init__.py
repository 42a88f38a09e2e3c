"""weibao (未保): one system for a county's campaign to become a national demonstration county for minors."""

__version__ = "0.1.0"
