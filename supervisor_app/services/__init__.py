"""The verbs of the application, plain synchronous functions, used alike by the command line and the window."""
