// The commands of the stepper, gdb's letters: a line of text in, what there is to say out.
#pragma once

#include "apps/step/session.h"

#include <functional>

namespace vitrine::apps {

struct Reply {
    enum class Place : std::uint8_t {
        same,   // we are where we were
        jumped, // we are somewhere else, by the way: what was done is more than where we are
        moved,  // we went there to look
    };
    Lines lines; // what was asked for, or what came of it
    Place place = Place::same;
    bool quit = false;
};

// Writes a run to a file of the kind that its name ends in. Throws StepError. What it did, in words.
using WriteRun = std::function<std::string(const Session&, const std::string& path)>;

class Commands {
public:
    Commands(Session& session, WriteRun write) : session_{session}, write_{std::move(write)} {}

    // Throws StepError, with the nearest names, for what there is not.
    Reply execute(std::string_view line, std::size_t width);

private:
    using Words = std::string_view; // behind the verb
    struct Verb {
        std::string_view letter, name, argument, help;
        Reply (Commands::*run)(Words argument, std::size_t width);
    };
    static std::span<const Verb> verbs();

    Reply step(Words argument, std::size_t width);
    Reply next(Words argument, std::size_t width);
    Reply run_on(Words argument, std::size_t width);
    Reply set_break(Words argument, std::size_t width);
    Reply delete_break(Words argument, std::size_t width);
    Reply undo(Words argument, std::size_t width);
    Reply go_to(Words argument, std::size_t width);
    Reply print(Words argument, std::size_t width);
    Reply set(Words argument, std::size_t width);
    Reply show_secrets(Words argument, std::size_t width);
    Reply write(Words argument, std::size_t width);
    Reply original(Words argument, std::size_t width);
    Reply quit(Words argument, std::size_t width);
    Reply help(Words argument, std::size_t width);

    Reply arrived(Arrival arrival, std::size_t width);

    Session& session_;
    WriteRun write_;
};

} // namespace vitrine::apps
