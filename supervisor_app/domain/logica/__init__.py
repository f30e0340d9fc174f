"""The expression language of forms (ODK XForms, XLSForm): read, compiled, evaluated only where something changed."""
