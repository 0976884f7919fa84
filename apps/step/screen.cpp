// The stepper as a screen with panes: the only place that knows ncurses.
#include "apps/step/screen.h"

#include "apps/step/keyboard.h"
#include "apps/step/report.h"
#include "apps/step/terminal_type.h"
#include "apps/step/wake_up.h"

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <curses.h>
#include <langinfo.h>
#include <stdexcept>

namespace vitrine::apps {
namespace {

constexpr int ctrl_c = 3, ctrl_l = 12, ctrl_z = 26, ctrl_backslash = 28; // as raw() hands them over
constexpr short green_on_terminal = 1, red_on_terminal = 2;

bool colours_wanted() {
    const char* const no_color = std::getenv("NO_COLOR");
    return no_color == nullptr || *no_color == '\0'; // no-color.org
}

// The terminal, taken and given back.
class Terminal {
public:
    Terminal() {
        std::setlocale(LC_ALL, "");
        if (std::string_view{::nl_langinfo(CODESET)} != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
        std::setlocale(LC_NUMERIC, "C");
        if (terminal_is_known()) screen_ = ::newterm(nullptr, stdout, stdin);
        if (screen_ == nullptr) return;
        ::set_escdelay(25); // milliseconds until an Esc is an Esc
        ::raw();
        ::noecho();
        ::keypad(stdscr, TRUE);
        ::nodelay(stdscr, TRUE);
        ::curs_set(0);
        coloured_ = colours_wanted() && ::has_colors() && ::start_color() == OK;
        if (!coloured_) return;
        ::use_default_colors();
        ::init_pair(green_on_terminal, COLOR_GREEN, -1);
        ::init_pair(red_on_terminal, COLOR_RED, -1);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        if (screen_ == nullptr) return;
        ::endwin();
        ::delscreen(screen_);
    }

    bool works() const { return screen_ != nullptr; }
    static Size size() { return {static_cast<std::size_t>(COLS), static_cast<std::size_t>(LINES)}; }

    void paint(const Canvas& canvas) const {
        ::erase();
        for (std::size_t row = 0; row < canvas.size().height; ++row) {
            ::move(static_cast<int>(row), 0);
            for (const Line& run : canvas.runs(row)) {
                ::attrset(static_cast<int>(look_of(run.ink)));
                ::addstr(run.text.c_str());
            }
        }
        ::refresh();
    }

    // As the shell wants it on ^Z, and back again.
    static void suspend() {
        ::def_prog_mode();
        ::endwin();
        std::raise(SIGTSTP);
        ::reset_prog_mode();
        ::refresh();
    }

private:
    chtype look_of(Ink ink) const {
        switch (ink) {
        case Ink::plain: return A_NORMAL;
        case Ink::heading: return A_BOLD;
        case Ink::dim: return A_DIM;
        case Ink::lit: return A_REVERSE;
        case Ink::good: return coloured_ ? static_cast<chtype>(COLOR_PAIR(green_on_terminal)) : A_NORMAL;
        case Ink::bad: return A_BOLD | (coloured_ ? static_cast<chtype>(COLOR_PAIR(red_on_terminal)) : A_UNDERLINE);
        }
        return A_NORMAL;
    }

    SCREEN* screen_ = nullptr;
    bool coloured_ = false;
};

std::optional<Pressed> pressed(int key) {
    switch (key) {
    case '\n':
    case '\r':
    case KEY_ENTER: return Pressed{Key::enter};
    case KEY_BACKSPACE:
    case 127:
    case '\b': return Pressed{Key::backspace};
    case 27: return Pressed{Key::escape};
    case '\t': return Pressed{Key::tab};
    case KEY_BTAB: return Pressed{Key::back_tab};
    case KEY_UP: return Pressed{Key::up};
    case KEY_DOWN: return Pressed{Key::down};
    case KEY_LEFT: return Pressed{Key::left};
    case KEY_RIGHT: return Pressed{Key::right};
    case KEY_PPAGE: return Pressed{Key::page_up};
    case KEY_NPAGE: return Pressed{Key::page_down};
    case KEY_HOME: return Pressed{Key::home};
    case KEY_END: return Pressed{Key::end};
    default: break;
    }
    if (key < ' ' || key > '~') return std::nullopt;
    return Pressed{Key::character, static_cast<char>(key)};
}

enum class Then : std::uint8_t { go_on, leave, leave_at_once };

class Loop {
public:
    Loop(const Terminal& terminal, Session& session, Commands& commands)
        : terminal_{terminal}, session_{session}, keyboard_{session, commands} {}

    Then handle(int key) {
        if (key == ctrl_c || key == ctrl_backslash) return Then::leave_at_once;
        if (key == ctrl_z) Terminal::suspend();
        if (key == ctrl_l) ::clearok(curscr, TRUE);
        const std::optional<Pressed> press = pressed(key);
        if (!press) return Then::go_on;
        keyboard_.view().message = Line{"(if it waits for the peer, any key ends that)", Ink::dim};
        paint(); // before a command that may take its time
        keyboard_.view().message = Line{""};
        return keyboard_.press(*press, Terminal::size().width) ? Then::leave : Then::go_on;
    }
    void paint() { terminal_.paint(draw(session_.scene(), keyboard_.view(), Terminal::size())); }

private:
    const Terminal& terminal_;
    Session& session_;
    Keyboard keyboard_;
};

} // namespace

std::optional<ExitCode> step_on_screen(Session& session, Commands& commands) {
    const WakeUp wake_up; // before the terminal is taken: no signal may end us while it is
    const Terminal terminal;
    if (!terminal.works()) return std::nullopt;
    session.called = wake_up.descriptor();
    Loop loop{terminal, session, commands};
    loop.paint();
    for (Then then = Then::go_on; then != Then::leave;) {
        const WakeUp::Reason reason = wake_up.wait();
        if (reason == WakeUp::Reason::signal) return ExitCode::interrupted;
        for (int key = ::getch(); key != ERR && then == Then::go_on; key = ::getch()) then = loop.handle(key);
        if (then == Then::leave_at_once) return ExitCode::interrupted;
        loop.paint();
    }
    return exit_code_of(session.original_events());
}

} // namespace vitrine::apps
