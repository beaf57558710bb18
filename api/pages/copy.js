// Puts a button after each citation that copies it. Without scripts the citation is there to be selected.
for (const cited of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.textContent = cited.dataset.copy;
  button.setAttribute("aria-label", `${cited.dataset.copy}: ${cited.dataset.style}`);
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(cited.textContent.trim());
      said.textContent = " " + cited.dataset.copied;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(cited);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      said.textContent = " " + cited.dataset.selected;
    }
  });
  cited.after(" ", button, said);
}
