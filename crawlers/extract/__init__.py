"""From a page to typed values. `read` is the one way in; each room reads one subject.

What the words of these rooms mean:

block       One piece of a page as a reader sees it: a heading, a paragraph, an item of a list, a
            pair (a label with its value), a row of a table (crawlers.text.blocks).
line        A text with its folded words, and what each reader found in it (crawlers.text.lines).
            `Block.said` is the line of a block. A line of a log or of the feed is something else.
folded      In lower case and without marks: how two texts are compared.
region      The part of the page, by its markup, that a block stands in: main, nav, footer, ...
box         An element of the markup that holds others: div, section, cell.
furniture   What a site prints on every page, whatever the page is about: menus, controls, notices.
            The words are furniture.yaml; a plugin declares those of its own site as `Chrome`.
header      The part of a posting that says its title, its employer and its data.
prose       The running text of a posting, below the header.
frame       What a page has around a posting that may name its employer: head, logo, copyright,
            mail addresses (crawlers.posting.raw.Frame). A heading of the kind `frame`, such as
            "Job description", only says that a posting follows.
section     A part of a posting under its heading, of a known kind: duties, offer, ...
lead-in     The beginning of a sentence that opens a section without a heading: "You must:".
label       What names a value: "Closing date:". A pair is a label with its value.
slot        What a label is about (crawlers.contract.slots).
statement   What a page says of a slot, as printed, and how it was found (Said). To say is to add
            a statement to a posting.
fact        A typed value of a field, read from statements or from sentences.
cue         A word or phrase by which a sentence is known to be about a subject: "apply by".
hint        A name in the frame that may be the employer's. It counts where two agree.
evidence    What speaks for a choice, in a table whose rows each have a reason.
signal      What speaks for a page being a posting, or against it, with its points.
notice      A sentence of the site in place of a posting: closed, log in, not found. A wall is a
            page that is nothing but a notice.
weight      How many characters of running text a block has. Its mass is the weight by how much it
            speaks of jobs.
grade       A step of an employer's pay scale: G9.
"""
