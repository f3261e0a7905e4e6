"""The sentences about a result that screen and print share.

None of them reassures. A total is always given with the number of factors that it covers, and blanks are named.
"""
