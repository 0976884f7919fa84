# Completion of vitrine for bash. The program itself names its commands and flags.
_vitrine() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]} command=()
    local flags takes
    COMPREPLY=()
    if [[ $before == --* ]]; then before=${before#-}; fi # both spellings are taken, one is told
    if ((COMP_CWORD > 1)); then command=("${COMP_WORDS[1]}"); fi
    if [[ ${command[0]} == ca ]] && ((COMP_CWORD > 2)); then command+=("${COMP_WORDS[2]}"); fi
    flags=$("$program" "${command[@]}" --help flags 2>/dev/null) || return 0
    takes=$(awk -v flag="$before" '$1 == flag { print $2 }' <<<"$flags")
    case $takes in
    *DIR*) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    *FILE* | *SOURCE*) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    "")
        if [[ $word == -* ]] || ((COMP_CWORD == 1 || (COMP_CWORD == 2 && ${#command[@]} == 1))); then
            mapfile -t COMPREPLY < <(compgen -W "$(awk '{ print $1 }' <<<"$flags")" -- "$word")
        fi
        if ((${#COMPREPLY[@]} == 0)); then mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi
        ;;
    esac
}
complete -o filenames -F _vitrine vitrine
