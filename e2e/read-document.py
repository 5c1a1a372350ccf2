"""Reads a file that the house made, with other people's programs, and says as JSON what each made of it.

PDF: page-validation judges it by all its rules of PDF/UA-1; qpdf looks at its structure; pdftotext reads it.
Word: python-docx opens it. Excel: openpyxl opens it.
"""

import json
import subprocess
import sys

import docx
import openpyxl
import page


DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


def read_pdf(path):
    report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1)
    checked = run("qpdf", "--check", path)
    text = run("pdftotext", "-layout", path, "-")
    info = dict(line.split(":", 1) for line in run("pdfinfo", path).stdout.splitlines() if ":" in line)
    return {
        "compliant": report.is_compliant,
        "failures": [str(failure) for failure in report.failures],
        "structure": checked.stdout + checked.stderr if checked.returncode else "",
        "title": info.get("Title", "").strip(),
        "tagged": info.get("Tagged", "").strip(),
        "pages": int(info["Pages"]),
        "text": text.stdout,
    }


def read_word(path):
    document = docx.Document(path)
    core = document.core_properties
    styles = document.styles.element
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return {
        "title": core.title,
        "language": core.language,
        "spoken": [lang.get(namespace + "val") for lang in styles.iter(namespace + "lang")],
        "headings": [[paragraph.style.name, paragraph.text] for paragraph in document.paragraphs
                     if paragraph.style.name.lower().startswith("heading")],
        "text": "\n".join(paragraph.text for paragraph in document.paragraphs),
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables],
        "pictures": [picture.get("descr") for picture in document.element.iter(DRAWN)],
        "head_rows": [len(list(table._tbl.iter(namespace + "tblHeader"))) for table in document.tables],
    }


def read_excel(path):
    book = openpyxl.load_workbook(path)
    return {
        "title": book.properties.title,
        "sheets": {sheet.title: {
            "frozen": sheet.freeze_panes,
            "rows": [[None if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()],
            "kinds": sorted({cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}),
        } for sheet in book.worksheets},
    }


READERS = {"pdf": read_pdf, "docx": read_word, "xlsx": read_excel}
print(json.dumps(READERS[sys.argv[1].rsplit(".", 1)[1]](sys.argv[1])))
