"""What the records of Oracle Recruiting hold."""
