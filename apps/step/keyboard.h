// What keys do on the screen: single letters are commands, others begin one that is typed.
#pragma once

#include "apps/step/commands.h"
#include "apps/step/panes.h"

namespace vitrine::apps {

enum class Key : std::uint8_t {
    character,
    enter,
    backspace,
    escape,
    tab,
    back_tab,
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end
};
struct Pressed {
    Key key;
    char character = 0; // of Key::character
};

class Keyboard {
public:
    Keyboard(Session& session, Commands& commands) : session_{session}, commands_{commands} {}

    // True if it is time to go. `width` is that of the screen.
    bool press(Pressed pressed, std::size_t width);
    View& view();

private:
    bool press_letter(char letter, std::size_t width);
    bool type(Pressed pressed, std::size_t width);
    bool execute(const std::string& line, std::size_t width);
    void scroll(std::ptrdiff_t lines);
    void look_at(std::ptrdiff_t panes);
    void close();

    Session& session_;
    Commands& commands_;
    View view_;
    std::optional<std::string> typed_; // a command, so far
    std::string last_typed_;
};

} // namespace vitrine::apps
