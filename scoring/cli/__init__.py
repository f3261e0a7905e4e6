"""The command line: files, encryption and the console. The wheel for the browser leaves this package out."""
