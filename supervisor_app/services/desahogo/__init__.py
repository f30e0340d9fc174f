"""Following up (desahogo): what becomes of findings and observations between visits, in the office and on a laptop."""
