"""The campaign folder on disk: rounds, returns, what was written before, and the run that makes everything."""
