// The page's style sheets (*.css) and script (page.js), compiled in.
#pragma once

#include <string_view>

namespace vitrine::tls::page {

std::string_view style_sheet();
std::string_view script();

} // namespace vitrine::tls::page
