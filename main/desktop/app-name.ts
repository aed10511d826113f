/** What the program is called where people see it, and in the name of its folder. */
export const APP_NAME = 'Adit';
