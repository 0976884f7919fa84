// What keys do on the screen.
#include "apps/step/keyboard.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::string_view keys = "s step  n record  u back  c go on  b break  g goto  p print  :set  Tab z  ? q";
constexpr std::string_view at_once = "snucox?"; // letters that are whole commands
constexpr std::string_view begun = "bdgpw";     // letters of commands that want a word more
constexpr std::ptrdiff_t page = 10;             // lines

std::size_t moved(std::size_t from, std::ptrdiff_t by) {
    return by < 0 && from < static_cast<std::size_t>(-by) ? 0 : from + static_cast<std::size_t>(by);
}

} // namespace

View& Keyboard::view() {
    view_.on_copy = session_.on_copy();
    view_.prompt = typed_ ? ":" + *typed_ : std::string{keys};
    return view_;
}

void Keyboard::scroll(std::ptrdiff_t lines) {
    std::size_t& scrolled =
        view_.overlay ? view_.overlay_scrolled : view_.scrolled.at(static_cast<std::size_t>(view_.focus));
    scrolled = moved(scrolled, lines);
}

void Keyboard::look_at(std::ptrdiff_t panes) {
    const auto now = static_cast<std::size_t>(view_.focus);
    view_.focus = static_cast<Pane>((now + pane_count + static_cast<std::size_t>(panes)) % pane_count);
}

void Keyboard::close() {
    if (view_.overlay)
        view_.overlay.reset();
    else
        view_.zoomed = false;
    view_.message = Line{""};
}

// An answer of one line stands below the panes, a longer one over them.
bool Keyboard::execute(const std::string& line, std::size_t width) {
    view_.overlay.reset();
    view_.message = Line{""};
    try {
        const Reply reply = commands_.execute(line, width);
        if (reply.place != Reply::Place::same) view_.scrolled = {};
        if (reply.lines.size() == 1) view_.message = reply.lines.front();
        if (reply.lines.size() > 1) {
            view_.overlay = reply.lines;
            view_.overlay_scrolled = 0;
        }
        return reply.quit;
    } catch (const StepError& error) {
        view_.message = Line{error.what(), Ink::bad};
        return false;
    }
}

bool Keyboard::type(Pressed pressed, std::size_t width) {
    switch (pressed.key) {
    case Key::character: *typed_ += pressed.character; break;
    case Key::backspace:
        if (typed_->empty())
            typed_.reset();
        else
            typed_->pop_back();
        break;
    case Key::up: *typed_ = last_typed_; break;
    case Key::enter: {
        last_typed_ = *typed_;
        typed_.reset();
        return !last_typed_.empty() && execute(last_typed_, width);
    }
    case Key::escape: typed_.reset(); break;
    default: break;
    }
    return false;
}

bool Keyboard::press_letter(char letter, std::size_t width) {
    if (letter == 'q') return true;
    if (letter == 'z') view_.zoomed = !view_.zoomed;
    if (letter == ' ') letter = 's';
    if (at_once.find(letter) != std::string_view::npos) return execute(std::string{letter}, width);
    if (letter == ':') typed_ = "";
    if (begun.find(letter) != std::string_view::npos) typed_ = fmt::format("{} ", letter);
    return false;
}

bool Keyboard::press(Pressed pressed, std::size_t width) {
    if (typed_) return type(pressed, width);
    switch (pressed.key) {
    case Key::character: return press_letter(pressed.character, width);
    case Key::right: return execute("s", width);
    case Key::left: return execute("u", width);
    case Key::enter: view_.overlay ? close() : void(view_.zoomed = !view_.zoomed); break;
    case Key::backspace:
    case Key::escape: close(); break;
    case Key::tab: look_at(1); break;
    case Key::back_tab: look_at(-1); break;
    case Key::up: scroll(-1); break;
    case Key::down: scroll(1); break;
    case Key::page_up: scroll(-page); break;
    case Key::page_down: scroll(page); break;
    case Key::home: scroll(-100'000); break;
    case Key::end: scroll(100'000); break;
    }
    return false;
}

} // namespace vitrine::apps
