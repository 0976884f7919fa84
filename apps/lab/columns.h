// Words in lines of 80 columns, behind a label.
#pragma once

#include <string>
#include <string_view>

namespace vitrine::apps {

// "  label     words and words\n            and more words\n". A word that is longer than a line stays whole.
std::string labelled(std::string_view label, std::string_view words);

} // namespace vitrine::apps
