"""The board of the bench, crawled by jobwire and by bare Scrapy."""
