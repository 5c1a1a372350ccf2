"""Fills in a form of figures as whoever leads does in Excel: fill-figures.py FORM OUT '{"ni-47": "76"}'.

Writes into the column Figure of the row without an area; says as JSON how many rows the form asks for, which cells are
locked, and into which cells it wrote.
"""

import json
import sys

import openpyxl

form, out, figures = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
book = openpyxl.load_workbook(form)
sheet = book.worksheets[0]
at = {cell.value: cell.column for cell in sheet[1]}
written = {}
for row in range(2, sheet.max_row + 1):
    indicator = sheet.cell(row, at["Indicator"]).value
    if indicator in figures and not sheet.cell(row, at["Area"]).value:
        cell = sheet.cell(row, at["Figure"])
        words = figures.pop(indicator)
        cell.value = float(words) if words.replace(".", "", 1).isdigit() else words
        written[indicator] = cell.coordinate
assert not figures, f"the form does not ask for {sorted(figures)}"
book.save(out)
print(json.dumps({
    "rows": sheet.max_row - 1,
    "locked": sheet.protection.sheet and sheet.cell(2, at["Indicator"]).protection.locked,
    "open": not sheet.cell(2, at["Figure"]).protection.locked,
    "written": written,
}))
