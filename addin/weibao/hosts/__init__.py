"""What weibao looks like inside other programs: Excel and LibreOffice."""
