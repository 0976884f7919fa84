#compdef vitrine
# Completion of vitrine for zsh. The program itself names its commands and flags.
_vitrine() {
    local -a command rows names
    local before=${words[CURRENT - 1]} takes
    [[ $before == --* ]] && before=${before#-} # both spellings are taken, one is told
    ((CURRENT > 2)) && command=($words[2])
    [[ $words[2] == ca ]] && ((CURRENT > 3)) && command+=($words[3])
    rows=("${(@f)$($words[1] $command --help flags 2>/dev/null)}")
    names=(${rows%% *})
    takes=${${(M)rows:#$before *}#* }
    case $takes in
    *DIR*) _files -/ ;;
    *FILE* | *SOURCE*) _files ;;
    "")
        if [[ $PREFIX == -* ]] || ((CURRENT == 2)) || [[ $words[2] == ca && $CURRENT == 3 ]]; then
            compadd -- $names
        else
            _files
        fi
        ;;
    esac
}
_vitrine "$@"
