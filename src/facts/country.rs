//! The 249 codes of ISO 3166-1: whether a code is one, and which one an author means.

/// Alpha-3 code, alpha-2 code and a short English name, sorted by alpha-3 code.
///
/// The names only help to find the code somebody means; none of them is printed as the name of a State or territory.
const CODES: [(&str, &str, &str); 249] = [
    ("ABW", "AW", "Aruba"),
    ("AFG", "AF", "Afghanistan"),
    ("AGO", "AO", "Angola"),
    ("AIA", "AI", "Anguilla"),
    ("ALA", "AX", "Åland Islands"),
    ("ALB", "AL", "Albania"),
    ("AND", "AD", "Andorra"),
    ("ARE", "AE", "United Arab Emirates"),
    ("ARG", "AR", "Argentina"),
    ("ARM", "AM", "Armenia"),
    ("ASM", "AS", "American Samoa"),
    ("ATA", "AQ", "Antarctica"),
    ("ATF", "TF", "French Southern Territories"),
    ("ATG", "AG", "Antigua and Barbuda"),
    ("AUS", "AU", "Australia"),
    ("AUT", "AT", "Austria"),
    ("AZE", "AZ", "Azerbaijan"),
    ("BDI", "BI", "Burundi"),
    ("BEL", "BE", "Belgium"),
    ("BEN", "BJ", "Benin"),
    ("BES", "BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BFA", "BF", "Burkina Faso"),
    ("BGD", "BD", "Bangladesh"),
    ("BGR", "BG", "Bulgaria"),
    ("BHR", "BH", "Bahrain"),
    ("BHS", "BS", "Bahamas"),
    ("BIH", "BA", "Bosnia and Herzegovina"),
    ("BLM", "BL", "Saint Barthélemy"),
    ("BLR", "BY", "Belarus"),
    ("BLZ", "BZ", "Belize"),
    ("BMU", "BM", "Bermuda"),
    ("BOL", "BO", "Bolivia"),
    ("BRA", "BR", "Brazil"),
    ("BRB", "BB", "Barbados"),
    ("BRN", "BN", "Brunei Darussalam"),
    ("BTN", "BT", "Bhutan"),
    ("BVT", "BV", "Bouvet Island"),
    ("BWA", "BW", "Botswana"),
    ("CAF", "CF", "Central African Republic"),
    ("CAN", "CA", "Canada"),
    ("CCK", "CC", "Cocos (Keeling) Islands"),
    ("CHE", "CH", "Switzerland"),
    ("CHL", "CL", "Chile"),
    ("CHN", "CN", "China"),
    ("CIV", "CI", "Côte d'Ivoire"),
    ("CMR", "CM", "Cameroon"),
    ("COD", "CD", "Democratic Republic of the Congo"),
    ("COG", "CG", "Congo"),
    ("COK", "CK", "Cook Islands"),
    ("COL", "CO", "Colombia"),
    ("COM", "KM", "Comoros"),
    ("CPV", "CV", "Cabo Verde"),
    ("CRI", "CR", "Costa Rica"),
    ("CUB", "CU", "Cuba"),
    ("CUW", "CW", "Curaçao"),
    ("CXR", "CX", "Christmas Island"),
    ("CYM", "KY", "Cayman Islands"),
    ("CYP", "CY", "Cyprus"),
    ("CZE", "CZ", "Czechia"),
    ("DEU", "DE", "Germany"),
    ("DJI", "DJ", "Djibouti"),
    ("DMA", "DM", "Dominica"),
    ("DNK", "DK", "Denmark"),
    ("DOM", "DO", "Dominican Republic"),
    ("DZA", "DZ", "Algeria"),
    ("ECU", "EC", "Ecuador"),
    ("EGY", "EG", "Egypt"),
    ("ERI", "ER", "Eritrea"),
    ("ESH", "EH", "Western Sahara"),
    ("ESP", "ES", "Spain"),
    ("EST", "EE", "Estonia"),
    ("ETH", "ET", "Ethiopia"),
    ("FIN", "FI", "Finland"),
    ("FJI", "FJ", "Fiji"),
    ("FLK", "FK", "Falkland Islands (Malvinas)"),
    ("FRA", "FR", "France"),
    ("FRO", "FO", "Faroe Islands"),
    ("FSM", "FM", "Micronesia"),
    ("GAB", "GA", "Gabon"),
    ("GBR", "GB", "United Kingdom"),
    ("GEO", "GE", "Georgia"),
    ("GGY", "GG", "Guernsey"),
    ("GHA", "GH", "Ghana"),
    ("GIB", "GI", "Gibraltar"),
    ("GIN", "GN", "Guinea"),
    ("GLP", "GP", "Guadeloupe"),
    ("GMB", "GM", "Gambia"),
    ("GNB", "GW", "Guinea-Bissau"),
    ("GNQ", "GQ", "Equatorial Guinea"),
    ("GRC", "GR", "Greece"),
    ("GRD", "GD", "Grenada"),
    ("GRL", "GL", "Greenland"),
    ("GTM", "GT", "Guatemala"),
    ("GUF", "GF", "French Guiana"),
    ("GUM", "GU", "Guam"),
    ("GUY", "GY", "Guyana"),
    ("HKG", "HK", "Hong Kong"),
    ("HMD", "HM", "Heard Island and McDonald Islands"),
    ("HND", "HN", "Honduras"),
    ("HRV", "HR", "Croatia"),
    ("HTI", "HT", "Haiti"),
    ("HUN", "HU", "Hungary"),
    ("IDN", "ID", "Indonesia"),
    ("IMN", "IM", "Isle of Man"),
    ("IND", "IN", "India"),
    ("IOT", "IO", "British Indian Ocean Territory"),
    ("IRL", "IE", "Ireland"),
    ("IRN", "IR", "Iran"),
    ("IRQ", "IQ", "Iraq"),
    ("ISL", "IS", "Iceland"),
    ("ISR", "IL", "Israel"),
    ("ITA", "IT", "Italy"),
    ("JAM", "JM", "Jamaica"),
    ("JEY", "JE", "Jersey"),
    ("JOR", "JO", "Jordan"),
    ("JPN", "JP", "Japan"),
    ("KAZ", "KZ", "Kazakhstan"),
    ("KEN", "KE", "Kenya"),
    ("KGZ", "KG", "Kyrgyzstan"),
    ("KHM", "KH", "Cambodia"),
    ("KIR", "KI", "Kiribati"),
    ("KNA", "KN", "Saint Kitts and Nevis"),
    ("KOR", "KR", "Republic of Korea"),
    ("KWT", "KW", "Kuwait"),
    ("LAO", "LA", "Lao People's Democratic Republic"),
    ("LBN", "LB", "Lebanon"),
    ("LBR", "LR", "Liberia"),
    ("LBY", "LY", "Libya"),
    ("LCA", "LC", "Saint Lucia"),
    ("LIE", "LI", "Liechtenstein"),
    ("LKA", "LK", "Sri Lanka"),
    ("LSO", "LS", "Lesotho"),
    ("LTU", "LT", "Lithuania"),
    ("LUX", "LU", "Luxembourg"),
    ("LVA", "LV", "Latvia"),
    ("MAC", "MO", "Macao"),
    ("MAF", "MF", "Saint Martin"),
    ("MAR", "MA", "Morocco"),
    ("MCO", "MC", "Monaco"),
    ("MDA", "MD", "Moldova"),
    ("MDG", "MG", "Madagascar"),
    ("MDV", "MV", "Maldives"),
    ("MEX", "MX", "Mexico"),
    ("MHL", "MH", "Marshall Islands"),
    ("MKD", "MK", "North Macedonia"),
    ("MLI", "ML", "Mali"),
    ("MLT", "MT", "Malta"),
    ("MMR", "MM", "Myanmar"),
    ("MNE", "ME", "Montenegro"),
    ("MNG", "MN", "Mongolia"),
    ("MNP", "MP", "Northern Mariana Islands"),
    ("MOZ", "MZ", "Mozambique"),
    ("MRT", "MR", "Mauritania"),
    ("MSR", "MS", "Montserrat"),
    ("MTQ", "MQ", "Martinique"),
    ("MUS", "MU", "Mauritius"),
    ("MWI", "MW", "Malawi"),
    ("MYS", "MY", "Malaysia"),
    ("MYT", "YT", "Mayotte"),
    ("NAM", "NA", "Namibia"),
    ("NCL", "NC", "New Caledonia"),
    ("NER", "NE", "Niger"),
    ("NFK", "NF", "Norfolk Island"),
    ("NGA", "NG", "Nigeria"),
    ("NIC", "NI", "Nicaragua"),
    ("NIU", "NU", "Niue"),
    ("NLD", "NL", "Netherlands"),
    ("NOR", "NO", "Norway"),
    ("NPL", "NP", "Nepal"),
    ("NRU", "NR", "Nauru"),
    ("NZL", "NZ", "New Zealand"),
    ("OMN", "OM", "Oman"),
    ("PAK", "PK", "Pakistan"),
    ("PAN", "PA", "Panama"),
    ("PCN", "PN", "Pitcairn"),
    ("PER", "PE", "Peru"),
    ("PHL", "PH", "Philippines"),
    ("PLW", "PW", "Palau"),
    ("PNG", "PG", "Papua New Guinea"),
    ("POL", "PL", "Poland"),
    ("PRI", "PR", "Puerto Rico"),
    ("PRK", "KP", "Democratic People's Republic of Korea"),
    ("PRT", "PT", "Portugal"),
    ("PRY", "PY", "Paraguay"),
    ("PSE", "PS", "State of Palestine"),
    ("PYF", "PF", "French Polynesia"),
    ("QAT", "QA", "Qatar"),
    ("REU", "RE", "Réunion"),
    ("ROU", "RO", "Romania"),
    ("RUS", "RU", "Russian Federation"),
    ("RWA", "RW", "Rwanda"),
    ("SAU", "SA", "Saudi Arabia"),
    ("SDN", "SD", "Sudan"),
    ("SEN", "SN", "Senegal"),
    ("SGP", "SG", "Singapore"),
    ("SGS", "GS", "South Georgia and the South Sandwich Islands"),
    ("SHN", "SH", "Saint Helena, Ascension and Tristan da Cunha"),
    ("SJM", "SJ", "Svalbard and Jan Mayen"),
    ("SLB", "SB", "Solomon Islands"),
    ("SLE", "SL", "Sierra Leone"),
    ("SLV", "SV", "El Salvador"),
    ("SMR", "SM", "San Marino"),
    ("SOM", "SO", "Somalia"),
    ("SPM", "PM", "Saint Pierre and Miquelon"),
    ("SRB", "RS", "Serbia"),
    ("SSD", "SS", "South Sudan"),
    ("STP", "ST", "Sao Tome and Principe"),
    ("SUR", "SR", "Suriname"),
    ("SVK", "SK", "Slovakia"),
    ("SVN", "SI", "Slovenia"),
    ("SWE", "SE", "Sweden"),
    ("SWZ", "SZ", "Eswatini"),
    ("SXM", "SX", "Sint Maarten"),
    ("SYC", "SC", "Seychelles"),
    ("SYR", "SY", "Syrian Arab Republic"),
    ("TCA", "TC", "Turks and Caicos Islands"),
    ("TCD", "TD", "Chad"),
    ("TGO", "TG", "Togo"),
    ("THA", "TH", "Thailand"),
    ("TJK", "TJ", "Tajikistan"),
    ("TKL", "TK", "Tokelau"),
    ("TKM", "TM", "Turkmenistan"),
    ("TLS", "TL", "Timor-Leste"),
    ("TON", "TO", "Tonga"),
    ("TTO", "TT", "Trinidad and Tobago"),
    ("TUN", "TN", "Tunisia"),
    ("TUR", "TR", "Türkiye"),
    ("TUV", "TV", "Tuvalu"),
    ("TWN", "TW", "Taiwan"),
    ("TZA", "TZ", "United Republic of Tanzania"),
    ("UGA", "UG", "Uganda"),
    ("UKR", "UA", "Ukraine"),
    ("UMI", "UM", "United States Minor Outlying Islands"),
    ("URY", "UY", "Uruguay"),
    ("USA", "US", "United States of America"),
    ("UZB", "UZ", "Uzbekistan"),
    ("VAT", "VA", "Holy See"),
    ("VCT", "VC", "Saint Vincent and the Grenadines"),
    ("VEN", "VE", "Venezuela"),
    ("VGB", "VG", "British Virgin Islands"),
    ("VIR", "VI", "United States Virgin Islands"),
    ("VNM", "VN", "Viet Nam"),
    ("VUT", "VU", "Vanuatu"),
    ("WLF", "WF", "Wallis and Futuna"),
    ("WSM", "WS", "Samoa"),
    ("YEM", "YE", "Yemen"),
    ("ZAF", "ZA", "South Africa"),
    ("ZMB", "ZM", "Zambia"),
    ("ZWE", "ZW", "Zimbabwe"),
];

/// Every alpha-3 code, sorted.
pub(crate) fn alpha_3_codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|row| row.0)
}

/// Whether `code` is an alpha-3 code, in capitals.
pub(crate) fn is_alpha_3(code: &str) -> bool {
    CODES.binary_search_by(|row| row.0.cmp(code)).is_ok()
}

/// Everyday, short and former English names that the lists of names lack. They only help to find the State that somebody
/// means; none of them is printed.
const ALSO: [(&str, &str); 19] = [
    ("Burma", "MMR"),
    ("Cape Verde", "CPV"),
    ("Congo (DRC)", "COD"),
    ("Congo (Republic)", "COG"),
    ("Czech Republic", "CZE"),
    ("DRC", "COD"),
    ("East Timor", "TLS"),
    ("Great Britain", "GBR"),
    ("Ivory Coast", "CIV"),
    ("Laos", "LAO"),
    ("North Korea", "PRK"),
    ("Palestine", "PSE"),
    ("Russia", "RUS"),
    ("South Korea", "KOR"),
    ("Swaziland", "SWZ"),
    ("Turkey", "TUR"),
    ("UK", "GBR"),
    ("US", "USA"),
    ("Vietnam", "VNM"),
];

/// The State somebody means who did not write its alpha-3 code in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// It can be no other.
    Surely(&'static str),
    /// Its name is the nearest.
    Perhaps(&'static str),
}

/// The State somebody means who wrote a code of two letters, small letters or a name in one of the six languages.
pub(crate) fn meant(text: &str) -> Option<Meant> {
    let text = text.to_lowercase();
    let known = known(&text);
    let bare = ["the ", "kingdom of ", "republic of ", "state of "].iter().find_map(|word| text.strip_prefix(word));
    match known {
        Some(Meant::Surely(_)) => known,
        Some(Meant::Perhaps(_)) | None => {
            bare.and_then(self::known).filter(|meant| matches!(meant, Meant::Surely(_))).or(known)
        }
    }
}

/// The same for a name in small letters.
fn known(text: &str) -> Option<Meant> {
    let code = |wanted: &str| CODES.iter().find(|row| row.0 == wanted).map(|row| row.0);
    let is_same = |name: &str| name.to_lowercase() == text;
    let exact = CODES.iter().find(|row| is_same(row.0) || is_same(row.1) || is_same(row.2)).map(|row| row.0);
    let also = || ALSO.iter().find(|(name, _)| is_same(name)).and_then(|(_, state)| code(state));
    let named = || code(&super::language::state_named(text)?);
    let part = || {
        // `Tanzania` for the name in full, but not `Niger` for Nigeria; `State` is a part of one name only, and means none.
        let words = |name: &str| name.to_lowercase().split(' ').any(|word| word == text);
        let mut found = CODES.iter().filter(|row| text.chars().count() > 3 && text != "state" && words(row.2));
        found.next().filter(|_| found.next().is_none()).map(|row| row.0)
    };
    if let Some(code) = exact.or_else(also).or_else(named).or_else(part) {
        return Some(Meant::Surely(code));
    }
    let name = crate::diagnostic::did_you_mean(text, CODES.iter().map(|row| row.2))?;
    let near = CODES.iter().find(|row| row.2 == name && text.chars().count() > 3);
    near.map(|row| Meant::Perhaps(row.0))
}

#[cfg(test)]
mod tests {
    use super::{ALSO, CODES, Meant, is_alpha_3, meant};

    #[test]
    fn the_table_is_sorted_and_each_code_stands_once() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut short: Vec<&str> = CODES.iter().map(|row| row.1).collect();
        short.sort_unstable();
        assert!(short.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_code_of_two_letters_or_a_name_leads_to_the_code_of_three() {
        assert!(is_alpha_3("NOR") && !is_alpha_3("NO"));
        for (typed, code) in [
            ("NO", "NOR"),
            ("norway", "NOR"),
            ("Tanzania", "TZA"),
            ("GE", "GEO"),
            ("Georgia", "GEO"),
            ("Turkey", "TUR"),
            ("Türkiye", "TUR"),
            ("Норвегия", "NOR"),
            ("Iran (Islamic Republic of)", "IRN"),
        ] {
            assert_eq!(meant(typed), Some(Meant::Surely(code)), "{typed}");
        }
        assert_eq!(meant("Kazahkstan"), Some(Meant::Perhaps("KAZ")));
        assert_eq!(meant("Atlantis"), None);
        assert_eq!(meant("STATE"), None);
        assert!(ALSO.iter().all(|(name, code)| meant(name) == Some(Meant::Surely(code))));
        assert_eq!(meant("Ruritania"), None);
    }
}
