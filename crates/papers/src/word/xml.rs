//! XML as it is written, an element after the other.

/// XML on its way.
pub(crate) struct Xml(String);

impl Xml {
    /// A part, with its outermost element open.
    pub(crate) fn document(name: &str, attributes: &[(&str, &str)]) -> Self {
        let mut xml =
            Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned());
        xml.open_with(name, attributes);
        xml
    }

    /// Closes the outermost element, and gives the bytes.
    pub(crate) fn finish(mut self, name: &str) -> Vec<u8> {
        self.close(name);
        self.0.into_bytes()
    }

    pub(crate) fn open(&mut self, name: &str) {
        self.open_with(name, &[]);
    }

    pub(crate) fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element with words in it.
    pub(crate) fn text(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.open_with(name, attributes);
        self.escaped(words);
        self.close(name);
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.escaped(value);
            self.0.push('"');
        }
    }

    fn escaped(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\n' | '\t' | '\r' => self.0.push(' '),
                // XML 1.0 has no place for these, escaped or not.
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                _ => self.0.push(letter),
            }
        }
    }
}
