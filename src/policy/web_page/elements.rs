//! The elements that a reader of pages knows, and what HTML says about where they begin and end.

macro_rules! elements {
    ($($element:ident $name:literal),* $(,)?) => {
        /// An element, by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Element {
            $($element,)*
            /// One that is treated as part of a line, whatever its name.
            Other,
        }

        impl Element {
            /// How many elements have a name of their own.
            pub(super) const NAMED: usize = [$($name),*].len();

            pub(super) fn of(name: &str) -> Self {
                match name {
                    $($name => Element::$element,)*
                    _ => Element::Other,
                }
            }
        }
    };
}

elements! {
    A "a", Address "address", Area "area", Article "article", Aside "aside", Audio "audio", B "b", Base "base",
    Basefont "basefont", Bgsound "bgsound", Big "big", Blockquote "blockquote", Body "body", Br "br",
    Button "button", Canvas "canvas", Caption "caption", Center "center", Code "code", Col "col",
    Colgroup "colgroup", Datalist "datalist", Dd "dd", Del "del", Details "details", Dialog "dialog", Dir "dir",
    Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption",
    Figure "figure", Font "font", Footer "footer", ForeignObject "foreignobject", Form "form", Frame "frame",
    Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Keygen "keygen",
    Legend "legend", Li "li", Link "link", Listing "listing", Main "main", Math "math", Menu "menu", Meta "meta",
    Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol",
    Optgroup "optgroup", Option "option", P "p", Param "param", Plaintext "plaintext", Pre "pre", Q "q", Rp "rp",
    Rt "rt", S "s", Script "script", Search "search", Section "section", Select "select", Small "small",
    Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary",
    Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea",
    Tfoot "tfoot", Th "th", Thead "thead", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul",
    Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

impl Element {
    /// Its heading level, 1 the highest.
    pub(super) fn heading(self) -> Option<u8> {
        match self {
            Element::H1 => Some(1),
            Element::H2 => Some(2),
            Element::H3 => Some(3),
            Element::H4 => Some(4),
            Element::H5 => Some(5),
            Element::H6 => Some(6),
            _ => None,
        }
    }

    /// It holds nothing and has no end tag.
    pub(super) fn is_void(self) -> bool {
        use Element::*;
        matches!(
            self,
            Area | Base
                | Basefont
                | Bgsound
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Keygen
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// It stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        use Element::*;
        self.ends_paragraph()
            || matches!(
                self,
                Caption | Legend | Optgroup | Option | Tbody | Td | Tfoot | Th | Thead | Tr | Template | Body | Html
            )
    }

    /// A paragraph before it has ended, whether or not it has an end tag.
    pub(super) fn ends_paragraph(self) -> bool {
        use Element::*;
        self.heading().is_some()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// What is open outside of it is not ended by what stands inside.
    pub(super) fn bounds(self) -> bool {
        use Element::*;
        matches!(self, Button | Caption | ForeignObject | Math | Object | Svg | Table | Td | Template | Th)
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Element::Ul | Element::Ol | Element::Menu | Element::Dir)
    }

    /// It may end while a block that began inside goes on: `<b><p>…</b>…</p>`.
    pub(super) fn may_overlap(self) -> bool {
        use Element::*;
        matches!(self, A | B | Big | Code | Em | Font | Form | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// It ends a drawing or formula that was not closed.
    pub(super) fn ends_foreign(self) -> bool {
        use Element::*;
        self.heading().is_some()
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Nobr
                    | Ol
                    | P
                    | Pre
                    | S
                    | Small
                    | Span
                    | Strong
                    | Strike
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }

    /// Something is shown in its place, though nothing to read.
    pub(super) fn is_replaced(self) -> bool {
        use Element::*;
        matches!(
            self,
            Audio | Button | Canvas | Embed | Iframe | Img | Input | Object | Select | Svg | Textarea | Video
        )
    }
}
