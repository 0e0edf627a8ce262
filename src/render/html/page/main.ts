import { startCopying } from "./copy.ts";
import { readData } from "./data.ts";
import { startDrilling } from "./drill.ts";
import { startFiltering } from "./filter.ts";
import { startSorting } from "./sort.ts";
import { startTheme } from "./theme.ts";

// The page says everything without this. It adds a theme, copying, sorting, lists that open in
// their table, and the filter; it sends nothing and keeps nothing but the address's fragment.
startTheme();
startCopying();
startSorting();
startDrilling();
const data = readData();
if (data !== undefined) startFiltering(data);
