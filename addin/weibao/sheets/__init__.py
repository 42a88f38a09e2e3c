"""Excel files in and out: layout, writers, readers. The only folder that imports openpyxl, XlsxWriter or calamine."""
