"""Other programs that jobwire is measured beside, on the same pages. They check and judge
nothing."""
