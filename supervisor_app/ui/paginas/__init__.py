"""The pages of a PDF on the screen and on a printer, for every step that shows a document."""
